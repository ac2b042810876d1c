import type { Snapshots } from '#libs/messaging/snapshots';
import { User } from '../user/user.entity.ts';
import { userSnapshotted } from '../user/user.events.ts';

/** Tells the state of everybody again. Returns how many snapshots were appended. */
export function tellAgain(snapshots: Snapshots): Promise<number> {
  return snapshots.ofEach(User, (users) => users.map(userSnapshotted));
}
