using Devices;
using Hal;

/// <summary>What a loop shares in its first round is there after the loop, since it runs at least once.</summary>
public sealed class RanOnce<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void ByConstant(DmaBuffer data)
    {
        PhysAddr at = default;
        for (int i = 0; i < 4; i++)
        {
            if (i == 0)
            {
                at = THal.Share(data, BufferDirection.Both);
            }

            _device.Program(at, i);
        }

        THal.Unshare(at, data, BufferDirection.Both);
    }

    public void ByDo(DmaBuffer data)
    {
        PhysAddr at;
        bool again;
        do
        {
            at = THal.Share(data, BufferDirection.Both);
            again = !_device.Submit(at, data.Length);
            if (again)
            {
                THal.Unshare(at, data, BufferDirection.Both);
            }
        }
        while (again);

        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.Both);
    }

    public void ByBreak(DmaBuffer data)
    {
        PhysAddr at;
        for (int round = 0; ; round++)
        {
            at = THal.Share(data, BufferDirection.Both);
            if (_device.Submit(at, round))
            {
                break;
            }

            THal.Unshare(at, data, BufferDirection.Both);
        }

        THal.Unshare(at, data, BufferDirection.Both);
    }
}
