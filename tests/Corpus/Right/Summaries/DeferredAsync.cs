using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An async helper waits before it ends the share: what comes between the call and the await still may use the address.</summary>
public sealed class DeferredCompletion<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private async Task<int> CompleteAsync(PhysAddr at, DmaBuffer data)
    {
        await _device.DoneAsync();
        THal.Unshare(at, data, BufferDirection.Both);
        return data[0];
    }

    public async Task<int> RunAsync(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        Task<int> completion = CompleteAsync(at, data);
        _device.Program(at, data.Length);
        _device.Kick();
        int result = await completion;
        data[0] = 0;
        return result;
    }

    public Task<int> Forwarded(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Program(at, data.Length);
        return CompleteAsync(at, data);
    }

    public void FireAndForget(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Program(at, data.Length);
        _ = CompleteAsync(at, data);
    }

    public int Blocking(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Program(at, data.Length);
        return CompleteAsync(at, data).GetAwaiter().GetResult();
    }
}
