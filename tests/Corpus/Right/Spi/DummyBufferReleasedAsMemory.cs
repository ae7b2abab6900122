using Hal;
using Devices;

/// <summary>An SPI controller that ends the share of its dummy buffer.</summary>
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

        THal.Unshare(transmit, zeros, BufferDirection.DriverToDevice);
        return status;
    }
}
