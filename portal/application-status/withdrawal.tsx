import { useQueryClient } from '@tanstack/react-query';
import { withdrawBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { WithdrawalDialog } from '../form/withdrawal-dialog.tsx';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';

export function Withdrawal({ token }: { token: string }) {
  const queries = useQueryClient();
  return (
    <WithdrawalDialog
      say={useTexts(statusTexts)} schema={withdrawBody}
      send={async (body, key) => send('POST /api/applications/status/{token}/withdraw', body, { params: { token }, open: true, key })}
      onWithdrawn={(status) => { queries.setQueryData(['application-status', token], status); }}
    />
  );
}
