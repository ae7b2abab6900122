using System.Collections.Generic;
using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An asynchronous gate in front of the one channel of a device.
public sealed class SemaphoreGate<THal>(SpiController spi) : IDisposable
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly PinnedBuffer _scratch = new(4096);

    public async Task<byte[]> ExchangeAsync(byte[] request, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            DmaBuffer tx = _scratch.Buffer.Slice(0, 2048);
            DmaBuffer rx = _scratch.Buffer.Slice(2048, 2048);
            request.CopyTo(tx.AsSpan());
            var send = new Shared<THal>(tx, DriverToDevice);
            try
            {
                var receive = new Shared<THal>(rx, DeviceToDriver);
                bool good;
                try
                {
                    good = await spi.TransferAsync(send.Paddr, receive.Paddr, request.Length);
                }
                finally
                {
                    receive.Unshare();
                }

                return good ? rx.AsReadOnlySpan()[..request.Length].ToArray() : [];
            }
            finally
            {
                send.Unshare();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _scratch.Dispose();
    }
}
