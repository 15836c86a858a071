import type { AnyBehaviour } from '../records/behaviour.ts';
import { activityBehaviour } from './office/activity.ts';
import { taskBehaviour } from './office/task.ts';
import { userBehaviour } from './org/user.ts';
import { opportunityBehaviour } from './sales/opportunity.ts';

/** Business rules by object name. An object without an entry has none. */
export const behaviours: Readonly<Record<string, AnyBehaviour>> = {
  activity: activityBehaviour,
  opportunity: opportunityBehaviour,
  task: taskBehaviour,
  user: userBehaviour,
};
