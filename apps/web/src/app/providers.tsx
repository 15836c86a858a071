import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { ConfirmPlace } from './confirm.tsx';
import { useAntdLocale } from './i18n.ts';
import { queryClient } from './query-client.ts';
import { ToastHost } from './toast.tsx';
import { useTheme } from './theme.ts';

/** Theme, language and data for everything below. */
export function Providers({ children }: { children: ReactNode }) {
  const { config } = useTheme();
  const locale = useAntdLocale();
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider theme={config} {...(locale ? { locale } : {})} componentSize="middle" tag={{ variant: 'filled' }} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
        <div className="ws-root" style={{ lineHeight: config.token?.lineHeight }}>
          <ToastHost />
          <ConfirmPlace />
          {children}
        </div>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
