using System.Threading;
using Devices;
using Hal;

/// <summary>A work item on the thread pool waits for the device and ends the share, given as its state.</summary>
public sealed class PoolEnds<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        _device.Program(share.Paddr, data.Length);
        ThreadPool.QueueUserWorkItem(
            static state =>
            {
                state.Device.Wait(100);
                state.Share.Unshare();
            },
            (Device: _device, Share: share),
            preferLocal: true);
    }

    public void SendOnThread(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        var waiter = new Thread(() =>
        {
            _device.Wait(100);
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        });
        waiter.Start();
    }
}
