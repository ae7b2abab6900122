using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (hip04_eth): Close unmaps every receive buffer before it is freed.
internal sealed class Hip04<THal>(Ring receive)
    where THal : struct, IHal
{
    private const int Buffers = 32;

    private readonly PinnedBuffer?[] _buffers = new PinnedBuffer?[Buffers];
    private readonly PhysAddr[] _addresses = new PhysAddr[Buffers];

    public void Open()
    {
        if (_buffers[0] is not null)
        {
            return;
        }

        for (int i = 0; i < Buffers; i++)
        {
            var memory = new PinnedBuffer(2048);
            _buffers[i] = memory;
            _addresses[i] = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
            receive.Post(i, _addresses[i], 2048);
        }

        receive.Doorbell();
    }

    public void Close()
    {
        receive.Stop();
        for (int i = 0; i < Buffers; i++)
        {
            if (_buffers[i] is { } memory)
            {
                THal.Unshare(_addresses[i], memory.Buffer, BufferDirection.DeviceToDriver);
                memory.Dispose();
                _buffers[i] = null;
            }
        }

        Array.Clear(_addresses);
    }
}
