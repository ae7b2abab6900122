using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (starfive): the state that the engine updates is mapped a second time as its input.
internal sealed class StarfiveHash<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int RoundBytes = 64;

    public int Update(DmaBuffer state, DmaBuffer message)
    {
        if (message.Length < RoundBytes)
        {
            return 0;
        }

        PhysAddr result = THal.Share(state, BufferDirection.DeviceToDriver);
        PhysAddr seed = THal.Share(state, BufferDirection.DriverToDevice); //! HAL1011
        PhysAddr input = THal.Share(message, BufferDirection.DriverToDevice);
        int load = engine.Submit(seed, result, state.Length);
        bool done = load >= 0 && engine.WaitFor(load, 10);
        int cookie = done ? engine.Submit(input, result, message.Length) : -5;
        if (cookie < 0 || !engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            cookie = -5;
        }

        THal.Unshare(input, message, BufferDirection.DriverToDevice);
        THal.Unshare(seed, state, BufferDirection.DriverToDevice);
        THal.Unshare(result, state, BufferDirection.DeviceToDriver);
        return cookie < 0 ? cookie : message.Length;
    }
}
