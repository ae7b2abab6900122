using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux usb (musb): the helper for failed requests unmaps the data, and so does its caller.
internal sealed class GadgetEndpoint<THal>(DmaEngine channel)
    where THal : struct, IHal
{
    public int Errors { get; private set; }

    public int Queue(DmaBuffer data, PhysAddr fifo)
    {
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice);
        int cookie = channel.Submit(paddr, fifo, data.Length);
        int result = data.Length;
        if (cookie < 0)
        {
            Fail(paddr, data);
            result = cookie;
        }
        else if (!channel.WaitFor(cookie, 100))
        {
            channel.Terminate();
            result = -110;
        }

        THal.Unshare(paddr, data, BufferDirection.DriverToDevice); //! HAL1004
        return result;
    }

    private void Fail(PhysAddr paddr, DmaBuffer data)
    {
        Log.Info("the channel took no transfer");
        channel.Terminate();
        THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
        Errors++;
    }
}
