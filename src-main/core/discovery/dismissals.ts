// "Not interested": soft rows like those of the other shelves. Setting twice changes nothing.
import type { Db } from '../db/db.ts';

/** Call inside a transaction. */
export async function setDismissed(
  tx: Db,
  userId: number,
  mediaId: number,
  on: boolean,
  time: string,
): Promise<void> {
  if (!on) {
    await tx
      .updateTable('dismissed')
      .set({ deleted_at: time, updated_at: time })
      .where('user_id', '=', userId)
      .where('media_id', '=', mediaId)
      .where('deleted_at', 'is', null)
      .execute();
    return;
  }
  await tx
    .insertInto('dismissed')
    .values({ user_id: userId, media_id: mediaId, created_at: time, updated_at: time, deleted_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'media_id'])
        .doUpdateSet({ created_at: time, updated_at: time, deleted_at: null })
        .where('dismissed.deleted_at', 'is not', null),
    )
    .execute();
}
