using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class CompletionPathLeak<THal>(Device device) where THal : struct, IHal
{
    public async Task<bool> RunAsync(PinnedBuffer memory)
    {
        PhysAddr a = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
        device.Submit(a);
        bool done = await device.DoneAsync(CancellationToken.None);
        if (!done)
        {
            device.Reset();
            THal.Unshare(a, memory.Buffer, BufferDirection.DeviceToDriver);
            throw new DeviceException("timed out");
        }

        THal.Unshare(a, memory.Buffer, BufferDirection.DeviceToDriver);
        return true;
    }
}
