import { Problem } from '#libs/service/problem';

export class FeedEntryNotFound extends Problem {
  constructor() {
    super({ status: 404, code: 'notifications/entry-not-found', title: 'There is no such entry in your feed' });
  }
}
