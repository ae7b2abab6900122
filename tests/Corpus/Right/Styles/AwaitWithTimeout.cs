using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class AwaitWithTimeout<THal>(Mailbox mailbox, Device device) where THal : struct, IHal
{
    public async Task<int> CallAsync(PinnedBuffer request, PinnedBuffer reply)
    {
        PhysAddr q = THal.Share(request.Buffer, BufferDirection.DriverToDevice);
        PhysAddr r;
        try
        {
            r = THal.Share(reply.Buffer, BufferDirection.DeviceToDriver);
        }
        catch
        {
            THal.Unshare(q, request.Buffer, BufferDirection.DriverToDevice);
            throw;
        }

        Task<int> call = mailbox.ExecuteAsync(5, q, r);
        if (await Task.WhenAny(call, Task.Delay(1000)) != call)
        {
            device.Reset();
        }

        THal.Unshare(r, reply.Buffer, BufferDirection.DeviceToDriver);
        THal.Unshare(q, request.Buffer, BufferDirection.DriverToDevice);
        return call.IsCompletedSuccessfully ? call.Result : -110;
    }

    public Task<int> Chain(PinnedBuffer request, PinnedBuffer reply)
    {
        var q = new Shared<THal>(request.Buffer, BufferDirection.DriverToDevice);
        var r = new Shared<THal>(reply.Buffer, BufferDirection.DeviceToDriver);
        return mailbox.ExecuteAsync(6, q.Paddr, r.Paddr).ContinueWith(t =>
        {
            q.Unshare();
            r.Unshare();
            return t.Result;
        });
    }
}
