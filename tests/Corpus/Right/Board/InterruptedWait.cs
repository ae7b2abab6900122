using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/misc (an interrupted wait that returns with the user's buffer still mapped).
public sealed class InterruptedWait<THal>(Device card)
    where THal : struct, IHal
{
    public async Task<int> ReadAsync(DmaBuffer user, CancellationToken signal)
    {
        PhysAddr address = THal.Share(user, DeviceToDriver);
        int result = card.Start(address, user.Length);
        if (result < 0)
        {
            goto Out;
        }

        try
        {
            result = await card.DoneAsync(signal) ? user.Length : -5;
        }
        catch (OperationCanceledException)
        {
            card.Reset();
            result = -4;
        }

    Out:
        THal.Unshare(address, user, DeviceToDriver);
        return result;
    }
}
