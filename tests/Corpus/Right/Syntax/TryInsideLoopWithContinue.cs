using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A loop with try, catch, finally, continue and break in all places.</summary>
public sealed class RobustLoop<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(IReadOnlyList<DmaBuffer> blocks)
    {
        int failures = 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            PhysAddr at;
            try
            {
                at = THal.Share(blocks[i], BufferDirection.Both);
            }
            catch (DmaException) when (i > 0)
            {
                failures++;
                continue;
            }

            try
            {
                if (!_device.Submit(at, blocks[i].Length))
                {
                    continue;
                }

                if (!_device.Wait(10))
                {
                    break;
                }
            }
            catch (TimeoutException)
            {
                failures++;
            }
            finally
            {
                THal.Unshare(at, blocks[i], BufferDirection.Both);
            }
        }

        return failures;
    }
}
