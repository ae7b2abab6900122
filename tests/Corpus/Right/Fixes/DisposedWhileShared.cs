using Devices;
using Hal;

public sealed class DisposedWhileShared<THal>(Device device) where THal : struct, IHal
{
    public bool Run()
    {
        var memory = new PinnedBuffer(512);
        var shared = new Shared<THal>(memory.Buffer, BufferDirection.DeviceToDriver);
        bool ok = device.Submit(shared.Paddr) && device.Wait(10);
        shared.Unshare();
        memory.Dispose();
        return ok;
    }
}
