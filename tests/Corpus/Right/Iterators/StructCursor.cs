using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cursor over a scatter list, as a struct: one element is mapped at a time.</summary>
public struct StructCursor<THal>(IReadOnlyList<DmaBuffer> list, BufferDirection direction)
    where THal : struct, IHal
{
    private int _index = -1;
    private bool _mapped;
    private PhysAddr _paddr;
    private DmaBuffer _current;

    public readonly PhysAddr Paddr => _paddr;

    public readonly int Length => _current.Length;

    public bool Next()
    {
        Finish();
        if (++_index >= list.Count)
        {
            return false;
        }

        _current = list[_index];
        _paddr = THal.Share(_current, direction);
        _mapped = true;
        return true;
    }

    public void Finish()
    {
        if (!_mapped)
        {
            return;
        }

        THal.Unshare(_paddr, _current, direction);
        _mapped = false;
    }
}

public static class CursorUser
{
    public static int SendAll<THal>(SerialPort port, IReadOnlyList<DmaBuffer> list)
        where THal : struct, IHal
    {
        var cursor = new StructCursor<THal>(list, DriverToDevice);
        int sent = 0;
        while (cursor.Next())
        {
            port.StartTransmit(cursor.Paddr, cursor.Length);
            SpinWait.SpinUntil(() => port.TransmitIdle);
            sent += cursor.Length;
        }

        cursor.Finish();
        return sent;
    }
}
