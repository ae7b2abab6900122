using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// USB setup packets of eight bytes out of one page of DMA memory, by a bitmap. The page is one allocation; a packet's bit is its only
// state, and the data stage is shared separately.
public sealed class SetupPackets<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly Dma<THal> _page;
    private ulong _used;

    public SetupPackets(UsbHost host)
    {
        _host = host;
        _page = new Dma<THal>(1, BufferDirection.DriverToDevice);
    }

    public bool Start(ReadOnlySpan<byte> setup, DmaBuffer data, Action<int> done)
    {
        if (setup.Length != 8 || !TryTakeSlot(out int slot))
        {
            return false;
        }

        nuint offset = (nuint)slot * 8;
        setup.CopyTo(_page.Slice(offset, 8).AsSpan());
        BufferDirection direction = (setup[0] & 0x80) != 0 ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        Shared<THal> stage;
        try
        {
            stage = data.IsEmpty ? default : new Shared<THal>(data, direction);
        }
        catch (DmaException)
        {
            FreeSlot(slot);
            return false;
        }

        var urb = new Urb
        {
            SetupAddress = _page.PaddrAt(offset),
            Address = stage.Paddr,
            Buffer = data,
            Complete = finished =>
            {
                stage.Unshare();
                FreeSlot(slot);
                done(finished.Status);
            },
        };
        if (_host.Submit(urb) < 0)
        {
            stage.Unshare();
            FreeSlot(slot);
            return false;
        }

        return true;
    }

    public void Dispose()
    {
        if (Volatile.Read(ref _used) == 0)
        {
            _page.Dispose();
        }
        else
        {
            _page.Abandon();
        }
    }

    private bool TryTakeSlot(out int slot)
    {
        lock (_page)
        {
            slot = System.Numerics.BitOperations.TrailingZeroCount(~_used);
            if (slot == 64)
            {
                return false;
            }

            _used |= 1UL << slot;
            return true;
        }
    }

    private void FreeSlot(int slot)
    {
        lock (_page)
        {
            _used &= ~(1UL << slot);
        }
    }
}
