using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>The task is completed by the interrupt, which also ends the share; the method itself returns the task at once.</summary>
public sealed class TaskFromInterrupt<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private TaskCompletionSource<int>? _pending;
    private Shared<THal> _share;

    public Task<int> TransferAsync(DmaBuffer data)
    {
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _share = new Shared<THal>(data, BufferDirection.Both);
        _pending = source;
        _device.Program(_share.Paddr, data.Length);
        _device.Kick();
        return source.Task;
    }

    public void Interrupt()
    {
        TaskCompletionSource<int>? source = _pending;
        _pending = null;
        _share.Unshare();
        source?.SetResult(_device.Status);
    }
}
