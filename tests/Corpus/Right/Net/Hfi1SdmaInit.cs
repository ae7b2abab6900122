using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "RDMA/hfi1: Prevent memory leak in sdma_init" (34b3be18a04e): the loop over the engines jumped out with the
// memory of the heads of the ring.
public sealed unsafe class Hfi1Sdma<THal>(Mailbox[] engines)
    where THal : struct, IHal
{
    private Dma<THal>? _heads;

    public int Initialize()
    {
        var heads = new Dma<THal>(HalConstants.PagesFor((nuint)engines.Length * 64), DeviceToDriver);
        for (int i = 0; i < engines.Length; i++)
        {
            int error = engines[i].Execute(1, heads.PaddrAt((nuint)i * 64));
            if (error != 0)
            {
                while (--i >= 0)
                {
                    _ = engines[i].Execute(2, default);
                }

                heads.Dispose();
                return error;
            }
        }

        _heads = heads;
        return 0;
    }

    public void Clean()
    {
        foreach (Mailbox engine in engines)
        {
            _ = engine.Execute(2, default);
        }

        _heads?.Dispose();
        _heads = null;
    }
}
