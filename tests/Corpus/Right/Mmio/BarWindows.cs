using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A function's registers: one BAR, in which a capability list says where the windows are. What the device says about offsets and sizes
// is checked by Slice; every access stays in its window.
public sealed class BarWindows<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _bar;
    private readonly Dictionary<byte, MmioRegion> _windows = new();

    public BarWindows(PhysAddr bar, uint size)
    {
        if (size < 0x100)
        {
            throw new DeviceException("the BAR is too small");
        }

        _bar = MmioRegion.Map<THal>(bar, size);
    }

    public int Scan()
    {
        nuint next = _bar.Read8(0x34);
        for (int hops = 0; next >= 0x40 && hops < 48; hops++)
        {
            if (next % 4 != 0 || next > 0xF0)
            {
                break;
            }

            byte kind = _bar.Read8(next);
            uint offset = _bar.Read32(next + 8);
            uint length = _bar.Read32(next + 12);
            if (length >= 16 && offset % 4 == 0 && offset < _bar.Size && length <= _bar.Size - offset)
            {
                _windows[kind] = _bar.Slice(offset, length);
            }

            next = _bar.Read8(next + 1);
        }

        return _windows.Count;
    }

    public bool Notify(byte kind, ushort queue)
    {
        if (!_windows.TryGetValue(kind, out MmioRegion window))
        {
            return false;
        }

        window.Write16(0, queue);
        return true;
    }
}
