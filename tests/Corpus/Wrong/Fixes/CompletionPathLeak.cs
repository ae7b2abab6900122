using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>A completion that reports an error takes the entry out and does not unmap.</summary>
public sealed class CompletionPathLeak<THal>(Device device) where THal : struct, IHal
{
    public async Task<bool> RunAsync(PinnedBuffer memory)
    {
        PhysAddr a = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver); //! HAL1002
        device.Submit(a);
        bool done = await device.DoneAsync(CancellationToken.None);
        if (!done)
        {
            throw new DeviceException("timed out");
        }

        THal.Unshare(a, memory.Buffer, BufferDirection.DeviceToDriver);
        return true;
    }
}
