using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm64/imx9: give the ELE a physical address and the cache a virtual one" (pull request 20196).
public sealed unsafe class IdentifyByPointer<THal>(Mailbox enclave)
    where THal : struct, IHal
{
    private const uint GetRandom = 0xCD;

    public int Random(DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, DeviceToDriver);
        int error = enclave.Execute(GetRandom, address);
        THal.Unshare(address, into, DeviceToDriver);
        if (error != 0)
        {
            Log.Info("the enclave refused");
        }

        return error;
    }
}
