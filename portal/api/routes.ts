import type { z } from 'zod';
import type { acceptedAnswer, acceptJoinBody, answerBody, applicationView, applyAnswer, applyBody, approveBody, contestBody, joinRequestBody, joinRequestsAnswer, managerAnswer, managerBody, moreInfoBody, moveAnswer, ownPartnerAnswer, partnerListAnswer, partnerView, rejectBody, reviewBody, statusAnswer, statusLinkBody, withdrawBody } from '#libs/contracts/http/applications';
import type { commissionsAnswer, commissionView, exceptionsAnswer, exceptionView, invoiceBody, monthAnswer, refundOfInvoiceBody, reportAnswer, settleBody, statementAnswer, waitingAnswer } from '#libs/contracts/http/commissions';
import type { dashboardAnswer } from '#libs/contracts/http/dashboard';
import type {
  accountsAnswer, activityBody, activityView, approveDealBody, dealListAnswer, dealMoved, dealView, extensionBody, extensionDecisionBody, registerAnswer, registerBody, rejectDealBody, returnDealBody,
  withdrawDealBody,
} from '#libs/contracts/http/deals';
import type { activationAnswer, activationBody, loginBody, passwordResetBody, passwordResetConfirmBody, sessionAnswer, usersAnswer } from '#libs/contracts/http/identity';
import type { feedAnswer } from '#libs/contracts/http/notifications';
import type { discardBody, parkedAnswer, replayBody } from '#libs/contracts/http/operations';
import type { catalogueAnswer, programmeAnswer, qualificationAnswer, qualificationBody } from '#libs/contracts/http/programme';
import type { resourcesAnswer } from '#libs/contracts/http/resources';

/** The lists of all services as one; `unavailable` names those that did not answer. */
type Parked = z.ZodObject<(typeof parkedAnswer)['shape'] & { unavailable: z.ZodArray<z.ZodString> }>;

/** What the portal asks the gateway, with the contracts' own types; schemas stay out of what a visitor loads. */
interface GetRoutes {
  '/api/programme': typeof programmeAnswer;
  '/api/catalogue': typeof catalogueAnswer;
  '/api/applications/status/{token}': typeof statusAnswer;
  '/api/session': typeof sessionAnswer;
  '/api/notifications': typeof feedAnswer;
  '/api/partners/join-requests': typeof joinRequestsAnswer;
  '/api/resources': typeof resourcesAnswer;
  '/api/partners/mine': typeof ownPartnerAnswer;
  '/api/dashboard': typeof dashboardAnswer;
  '/api/deals': typeof dealListAnswer;
  '/api/commissions/{id}': typeof commissionView;
  '/api/statements/{period}': typeof statementAnswer;
  '/api/accounts': typeof accountsAnswer;
  '/api/deals/{id}': typeof dealView;
  '/api/partners': typeof partnerListAnswer;
  '/api/applications/{id}': typeof applicationView;
  '/api/commissions/exceptions': typeof exceptionsAnswer;
  '/api/operations/parked-events': Parked;
  '/api/partners/{id}': typeof partnerView;
  '/api/users': typeof usersAnswer;
  '/api/commissions': typeof commissionsAnswer;
  '/api/commissions/months/{period}': typeof monthAnswer;
  '/api/invoices/waiting': typeof waitingAnswer;
}

interface SendRoutes {
  'POST /api/programme/qualification': [typeof qualificationBody, typeof qualificationAnswer];
  'POST /api/partners/apply': [typeof applyBody, typeof applyAnswer];
  'POST /api/partners/apply/contest': [typeof contestBody, typeof applyAnswer];
  'POST /api/partners/join-requests': [typeof joinRequestBody, typeof acceptedAnswer];
  'POST /api/applications/status-link': [typeof statusLinkBody, typeof acceptedAnswer];
  'POST /api/applications/status/{token}/answer': [typeof answerBody, typeof statusAnswer];
  'POST /api/applications/status/{token}/withdraw': [typeof withdrawBody, typeof statusAnswer];
  'POST /api/partners/login': [typeof loginBody, typeof sessionAnswer];
  'POST /api/activation': [typeof activationBody, typeof activationAnswer];
  'POST /api/password-reset': [typeof passwordResetBody, typeof acceptedAnswer];
  'POST /api/password-reset/confirm': [typeof passwordResetConfirmBody, z.ZodUnknown];
  'POST /api/session/refresh': [z.ZodUndefined, typeof sessionAnswer];
  'DELETE /api/session': [z.ZodUndefined, z.ZodUndefined];
  'POST /api/partners/join-requests/{id}/accept': [typeof acceptJoinBody, z.ZodUnknown];
  'POST /api/partners/join-requests/{id}/decline': [z.ZodObject, z.ZodUnknown];
  'POST /api/notifications/read-all': [z.ZodObject, z.ZodUnknown];
  'POST /api/deals': [typeof registerBody, typeof registerAnswer];
  'POST /api/deals/{id}/activities': [typeof activityBody, typeof activityView];
  'POST /api/deals/{id}/extension': [typeof extensionBody, typeof dealMoved];
  'POST /api/deals/{id}/withdraw': [typeof withdrawDealBody, typeof dealMoved];
  'POST /api/deals/{id}/resubmit': [typeof registerBody, typeof dealMoved];
  'POST /api/applications/{id}/review': [typeof reviewBody, typeof moveAnswer];
  'POST /api/applications/{id}/more-info': [typeof moreInfoBody, typeof moveAnswer];
  'POST /api/applications/{id}/approve': [typeof approveBody, typeof moveAnswer];
  'POST /api/applications/{id}/reject': [typeof rejectBody, typeof moveAnswer];
  'POST /api/deals/{id}/approve': [typeof approveDealBody, typeof dealMoved];
  'POST /api/deals/{id}/reject': [typeof rejectDealBody, typeof dealMoved];
  'POST /api/deals/{id}/return': [typeof returnDealBody, typeof dealMoved];
  'POST /api/deals/{id}/extension/grant': [typeof extensionDecisionBody, typeof dealMoved];
  'POST /api/deals/{id}/extension/refuse': [typeof extensionDecisionBody, typeof dealMoved];
  'POST /api/commissions/exceptions/{id}/settle': [typeof settleBody, typeof exceptionView];
  'POST /api/operations/parked-events/{id}/replay': [typeof replayBody, z.ZodUnknown];
  'POST /api/operations/parked-events/{id}/discard': [typeof discardBody, z.ZodUnknown];
  'POST /api/partners/{id}/manager': [typeof managerBody, typeof managerAnswer];
  'POST /api/invoices': [typeof invoiceBody, typeof reportAnswer];
  'POST /api/invoices/refunds': [typeof refundOfInvoiceBody, typeof reportAnswer];
}

export type GetRoute = keyof GetRoutes;
export type SendRoute = keyof SendRoutes;
export type BodyOf<R extends SendRoute> = z.input<SendRoutes[R][0]>;
export type AnswerOf<R extends GetRoute | SendRoute> = R extends GetRoute ? z.output<GetRoutes[R]> : R extends SendRoute ? z.output<SendRoutes[R][1]> : never;
