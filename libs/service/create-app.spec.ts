import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { Answers } from './answers.ts';
import { Public, Requires, SignedIn } from './auth/access.ts';
import { CurrentActor } from './auth/current.ts';
import { defineConfig } from './config.ts';
import { IdempotencyKey } from './http.ts';
import { defineService } from './service.ts';

