using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A burn-in test goes through its blocks with continue and break; each way out of the body ends the share.</summary>
public sealed class BurnIn<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(List<DmaBuffer> blocks)
    {
        int bad = 0;
        foreach (DmaBuffer block in blocks)
        {
            if (block.Length < 512)
            {
                continue;
            }

            PhysAddr at = THal.Share(block, BufferDirection.Both);
            int status = _device.Start(at, block.Length);
            if (status > 0)
            {
                THal.Unshare(at, block, BufferDirection.Both);
                bad++;
                continue;
            }

            if (status < 0)
            {
                _device.Reset();
                THal.Unshare(at, block, BufferDirection.Both);
                break;
            }

            THal.Unshare(at, block, BufferDirection.Both);
        }

        return bad;
    }
}
