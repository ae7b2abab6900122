using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "i2c: qup: proper error handling for i2c error in BAM mode": after a message that was not acknowledged the
// buffer stays mapped.
public sealed class I2cMessages<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Nack = 1 << 4;
    private const int InterruptStatus = 0x18;

    public int Write(byte slave, DmaBuffer message)
    {
        controller.WriteRegister(0x04, (ulong)slave << 1);
        PhysAddr address = THal.Share(message, BufferDirection.DriverToDevice); //! HAL1002
        controller.Program(address, message.Length);
        controller.Kick();
        if (!controller.Wait(1000))
        {
            controller.Reset();
            THal.Unshare(address, message, BufferDirection.DriverToDevice);
            return -110;
        }

        if ((controller.ReadRegister(InterruptStatus) & Nack) != 0)
        {
            controller.Reset();
            return -6;
        }

        THal.Unshare(address, message, BufferDirection.DriverToDevice);
        return message.Length;
    }
}
