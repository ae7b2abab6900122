using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (starfive): the state is mapped once, for both directions.
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

        PhysAddr result = THal.Share(state, BufferDirection.Both);
        PhysAddr input = THal.Share(message, BufferDirection.DriverToDevice);
        int cookie = engine.Submit(input, result, message.Length);
        if (cookie < 0 || !engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            cookie = -5;
        }

        THal.Unshare(input, message, BufferDirection.DriverToDevice);
        THal.Unshare(result, state, BufferDirection.Both);
        return cookie < 0 ? cookie : message.Length;
    }
}
