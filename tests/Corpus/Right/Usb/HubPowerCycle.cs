using System;
using Devices;
using Hal;

namespace Drivers;

// Like uhubctl: a hub's descriptor is read, its ports are switched off and on, their states read back. Setup packet and data stage have
// two shares that a small owner type ends in reverse order.
public sealed class HubPower<THal>(Device pipe) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _setup = new(8);
    private readonly PinnedBuffer _data = new(64);

    public int PortCount() => Control([0xA0, 6, 0, 0x29, 0, 0, 64, 0]) ? _data.Buffer[2] : -5;

    public bool Cycle(byte port) => Control([0x23, 1, 8, 0, port, 0, 0, 0]) && Control([0x23, 3, 8, 0, port, 0, 0, 0]);

    public void Dispose()
    {
        _setup.Dispose();
        _data.Dispose();
    }

    private bool Control(ReadOnlySpan<byte> setup)
    {
        setup.CopyTo(_setup.Buffer.AsSpan());
        using var stages = new Stages(_setup.Buffer, _data.Buffer);
        if (!pipe.Submit(stages.Setup, 8) || !pipe.Submit(stages.Data, 64))
        {
            pipe.Reset();
            return false;
        }

        if (pipe.Wait(500))
        {
            return true;
        }

        pipe.Reset();
        return false;
    }

    private readonly struct Stages : IDisposable
    {
        private readonly Shared<THal> _setup;
        private readonly Shared<THal> _data;

        public Stages(DmaBuffer setup, DmaBuffer data)
        {
            _setup = new Shared<THal>(setup, BufferDirection.DriverToDevice);
            try
            {
                _data = new Shared<THal>(data, BufferDirection.DeviceToDriver);
            }
            catch
            {
                _setup.Unshare();
                throw;
            }
        }

        public PhysAddr Setup => _setup.Paddr;

        public PhysAddr Data => _data.Paddr;

        public void Dispose()
        {
            _data.Unshare();
            _setup.Unshare();
        }
    }
}
