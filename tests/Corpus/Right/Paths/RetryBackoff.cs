using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reads with retries: transient errors wait longer each time, a dead device is told from a slow one.</summary>
public static class ReliableRead<THal>
    where THal : struct, IHal
{
    public sealed record Policy(int Attempts, TimeSpan First, double Factor);

    public static async Task<int> ReadAsync(BlockQueue queue, ulong sector, DmaBuffer into, Policy policy, CancellationToken cancellation)
    {
        TimeSpan pause = policy.First;
        for (int attempt = 1; ; attempt++)
        {
            PhysAddr paddr = THal.Share(into, DeviceToDriver);
            int status;
            try
            {
                status = await queue.ReadAsync(sector, paddr, into.Length);
            }
            catch (DeviceException) when (attempt < policy.Attempts)
            {
                status = -5;
            }
            finally
            {
                THal.Unshare(paddr, into, DeviceToDriver);
            }

            switch (status)
            {
                case 0:
                    return into.Length;
                case -5 or -11 when attempt < policy.Attempts:
                    await Task.Delay(pause, cancellation);
                    pause *= policy.Factor;
                    continue;
                default:
                    throw new DeviceException($"sector {sector}: error {status} after {attempt} attempts");
            }
        }
    }
}
