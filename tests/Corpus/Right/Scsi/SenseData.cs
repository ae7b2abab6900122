using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A SCSI command whose failure is explained by sense data that the device writes into a page of the driver's. The sense page lives as
// long as the host; the data of a command is shared in its own direction and ended on every status.
public enum SenseKey : byte
{
    None = 0,
    NotReady = 2,
    MediumError = 3,
    UnitAttention = 6,
}

public sealed unsafe class SenseHost<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SenseBytes = 96;

    private readonly Device _host;
    private readonly Dma<THal> _page;

    public SenseHost(Device host)
    {
        _host = host;
        _page = new Dma<THal>(1, Both);
        _host.WriteRegister(0x20, _page.PaddrAt(64).Value);
    }

    public SenseKey Execute(ReadOnlySpan<byte> command, DmaBuffer data, bool write)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(command.Length, 32);
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            command.CopyTo(new Span<byte>(_page.Vaddr(0), 32));
            new Span<byte>(_page.Vaddr(64), SenseBytes).Clear();
            PhysAddr address = THal.Share(data, direction);
            _host.WriteRegister(0x28, address.Value);
            int status = _host.Start(_page.Paddr, command.Length);
            bool done = status >= 0 && _host.Wait(5000);
            if (!done)
            {
                _host.Reset();
            }

            THal.Unshare(address, data, direction);
            var key = (SenseKey)(*_page.Vaddr(64 + 2) & 0x0F);
            if (done && key != SenseKey.UnitAttention)
            {
                return key;
            }
        }

        return SenseKey.NotReady;
    }

    public void Dispose()
    {
        _host.Reset();
        _page.Dispose();
    }
}
