using Hal;
using Devices;

// Like fixes in Linux (drivers/spi, the dummy buffer of the fsl controllers).
/// <summary>An SPI controller that gives its shared dummy buffer to DmaDealloc.</summary>
public static unsafe class DummyTransfer
{
    public static int Receive<THal>(SpiController spi, byte* dummy, PhysAddr receive, int length)
        where THal : struct, IHal
    {
        DmaBuffer zeros = new(dummy, length);
        PhysAddr transmit = THal.Share(zeros, BufferDirection.DriverToDevice);
        int status = spi.Start(transmit, receive, length);
        if (status == 0 && !spi.WaitIdle(10))
            status = -110;

        int freed = THal.DmaDealloc(transmit, dummy, HalConstants.PagesFor((nuint)length)); //! HAL1012
        return status != 0 ? status : freed;
    }
}
