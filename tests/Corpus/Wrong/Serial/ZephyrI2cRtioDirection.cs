using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (i2c_mcux_lpi2c): the receive buffer is ended by the direction constant of the transmit buffer.
internal sealed class Lpi2c<THal>(Device bus)
    where THal : struct, IHal
{
    private const BufferDirection Receive = DeviceToDriver;
    private const BufferDirection Transmit = DriverToDevice;

    public int WriteRead(DmaBuffer command, DmaBuffer answer)
    {
        var send = THal.Share(command, Transmit);
        var take = THal.Share(answer, Receive);
        bus.Program(send, command.Length);
        bus.Program(take, answer.Length);
        bus.Kick();
        int error = bus.Wait(25) ? 0 : -5;
        if (error != 0)
        {
            Log.Info("lpi2c: no acknowledgement");
        }

        bus.Reset();
        THal.Unshare(take, answer, Transmit); //! HAL1005
        THal.Unshare(send, command, Transmit);
        return error;
    }
}
