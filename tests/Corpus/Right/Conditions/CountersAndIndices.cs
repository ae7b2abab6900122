using Devices;
using Hal;

/// <summary>How many were shared is known from a counter, an index left by a loop, or a remaining count.</summary>
public sealed class Counters<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int AtMostTwo(DmaBuffer first, DmaBuffer second, bool two)
    {
        int count = 0;
        PhysAddr firstAt = THal.Share(first, BufferDirection.Both);
        count++;
        PhysAddr secondAt = default;
        if (two)
        {
            secondAt = THal.Share(second, BufferDirection.Both);
            count++;
        }

        int status = _device.Start(firstAt, count) + _device.Start(secondAt, count);
        if (count > 1)
        {
            THal.Unshare(secondAt, second, BufferDirection.Both);
        }

        THal.Unshare(firstAt, first, BufferDirection.Both);
        return status;
    }

    public int FoundByIndex(DmaBuffer data, int[] modes)
    {
        int index = -1;
        for (int i = 0; i < modes.Length; i++)
        {
            if (modes[i] == 7)
            {
                index = i;
                break;
            }
        }

        PhysAddr at = default;
        if (index >= 0)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, index);
        if (index != -1)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int BitMask(DmaBuffer a, DmaBuffer b, uint wanted)
    {
        uint held = 0;
        PhysAddr aAt = default, bAt = default;
        if ((wanted & 1) != 0)
        {
            aAt = THal.Share(a, BufferDirection.Both);
            held |= 1;
        }

        if ((wanted & 2) != 0)
        {
            bAt = THal.Share(b, BufferDirection.Both);
            held |= 2;
        }

        int status = _device.Start(aAt, 1) + _device.Start(bAt, 1);
        if ((held & 2) != 0)
        {
            THal.Unshare(bAt, b, BufferDirection.Both);
        }

        if ((held & 1) != 0)
        {
            THal.Unshare(aAt, a, BufferDirection.Both);
        }

        return status;
    }
}
