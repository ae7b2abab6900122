using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A using declaration in a loop's body ends with each round, also by break, continue and return.</summary>
public sealed class ScopedLoop<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(IEnumerable<DmaBuffer> blocks)
    {
        int done = 0;
        foreach (DmaBuffer block in blocks)
        {
            using var scope = new SharedScope<THal>(block, BufferDirection.Both);
            int status = _device.Start(scope.Paddr, block.Length);
            if (status == -11)
            {
                continue;
            }

            if (status < 0)
            {
                break;
            }

            if (status > 1000)
            {
                return done;
            }

            done++;
        }

        return done;
    }
}
