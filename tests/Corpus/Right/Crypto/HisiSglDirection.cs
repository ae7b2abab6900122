using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (hisilicon): map and unmap name the same direction.
internal sealed class ZipRequest<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Compress(DmaBuffer input, DmaBuffer output)
    {
        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        PhysAddr destination = THal.Share(output, BufferDirection.Both);
        int cookie = engine.Submit(source, destination, input.Length);
        bool done = cookie >= 0 && engine.WaitFor(cookie, 500);
        if (!done)
        {
            engine.Terminate();
        }

        switch (cookie)
        {
            case < 0:
                Log.Info("the queue took no request");
                break;
            default:
                Log.Info(done ? "done" : "timed out");
                break;
        }

        THal.Unshare(destination, output, BufferDirection.Both);
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return done ? 0 : -5;
    }
}
