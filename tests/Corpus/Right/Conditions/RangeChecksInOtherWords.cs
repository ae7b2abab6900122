using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A range check in unsigned arithmetic and in two comparisons, a count behind ?. and behind a null test.</summary>
public sealed class RangeWords<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Unsigned(DmaBuffer[] buffers, int index)
    {
        PhysAddr at = default;
        if ((uint)index < (uint)buffers.Length)
        {
            at = THal.Share(buffers[index], BufferDirection.Both);
        }

        int status = _device.Start(at, index);
        if (index >= 0 && index < buffers.Length)
        {
            THal.Unshare(at, buffers[index], BufferDirection.Both);
        }

        return status;
    }

    public int Counted(List<DmaBuffer>? buffers)
    {
        PhysAddr at = default;
        if (buffers?.Count > 0)
        {
            at = THal.Share(buffers[0], BufferDirection.Both);
        }

        int status = _device.Start(at, buffers?.Count ?? 0);
        if (buffers != null && buffers.Count != 0)
        {
            THal.Unshare(at, buffers[0], BufferDirection.Both);
        }

        return status;
    }
}
