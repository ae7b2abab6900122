using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Once the callbacks have run, which the driver waits for, the buffer is read, written and shared again.</summary>
public sealed class AfterDrain<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();
    private readonly Queue _entries = new();

    public int Read(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        _queue.Start(0, at, data.Length, _ => THal.Unshare(at, data, BufferDirection.DeviceToDriver));
        _queue.Drain();
        int first = data[0];
        data.AsSpan().Clear();
        PhysAddr again = THal.Share(data, BufferDirection.Both);
        THal.Unshare(again, data, BufferDirection.Both);
        return first;
    }

    public int ReadByEvent(DmaBuffer data)
    {
        using var done = new ManualResetEventSlim();
        var share = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        _queue.Start(0, share.Paddr, data.Length, _ =>
        {
            share.Unshare();
            done.Set();
        });
        done.Wait();
        return data[0] + data.AsReadOnlySpan()[1];
    }

    public async Task<int> ReadByTask(DmaBuffer data)
    {
        var source = new TaskCompletionSource();
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        _queue.Start(0, at, data.Length, _ =>
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
            source.SetResult();
        });
        await source.Task;
        return data[0];
    }

    public int ReadByReaping(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        _entries.Add(at, data);
        Reap();
        return data[0];
    }

    private void Reap()
    {
        while (_entries.TryPop(out PhysAddr at, out DmaBuffer data))
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        }
    }
}
