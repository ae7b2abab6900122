using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Async helpers that map and unmap, as Task, ValueTask, with a tuple result, awaited in using-like order.</summary>
public sealed class AsyncMapping<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private async Task<PhysAddr> MapAsync(DmaBuffer data)
    {
        while (!_device.Ready)
        {
            await Task.Delay(1);
        }

        return THal.Share(data, BufferDirection.Both);
    }

    private async ValueTask<Shared<THal>> ShareAsync(DmaBuffer data)
    {
        await Task.Yield();
        return new Shared<THal>(data, BufferDirection.Both);
    }

    private async ValueTask UnmapAsync(PhysAddr at, DmaBuffer data)
    {
        await _device.DoneAsync();
        THal.Unshare(at, data, BufferDirection.Both);
    }

    public async Task<bool> RunAsync(DmaBuffer data)
    {
        PhysAddr at = await MapAsync(data);
        bool ok = _device.Submit(at, data.Length);
        await UnmapAsync(at, data);
        return ok;
    }

    public async Task<bool> RunSharedAsync(DmaBuffer data)
    {
        Shared<THal> share = await ShareAsync(data).ConfigureAwait(false);
        try
        {
            return _device.Submit(share.Paddr, data.Length) && await _device.DoneAsync(default);
        }
        finally
        {
            share.Unshare();
        }
    }

    public async Task RunBothAsync(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr[] at = await Task.WhenAll(MapAsync(first), MapAsync(second));
        _device.Program(at[0], first.Length);
        await UnmapAsync(at[0], first);
        await UnmapAsync(at[1], second);
    }
}
