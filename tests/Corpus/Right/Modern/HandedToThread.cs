using System.Threading.Tasks;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The thread that waits owns the share; the one that starts gives it away.
public sealed class HandedToThread<THal>(Device device)
    where THal : struct, IHal
{
    public void Send(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        device.Program(paddr, buffer.Length);
        ThreadPool.QueueUserWorkItem(Finish, (paddr, buffer), preferLocal: false);
    }

    public void SendOnTask(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, DriverToDevice);
        device.Program(share.Paddr, buffer.Length);
        _ = Task.Run(async () =>
        {
            await device.DoneAsync();
            share.Unshare();
        });
    }

    public void SendOnThread(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        var thread = new Thread(() => Finish((paddr, buffer)));
        thread.Start();
        thread.Join();
    }

    private void Finish((PhysAddr Paddr, DmaBuffer Buffer) work)
    {
        device.Wait(100);
        THal.Unshare(work.Paddr, work.Buffer, DriverToDevice);
    }
}
