using Devices;
using Hal;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm64/imx9: give the ELE a physical address and the cache a virtual one" (pull request 20196).
public sealed unsafe class IdentifyByPointer<THal>(Mailbox enclave)
    where THal : struct, IHal
{
    private const uint GetRandom = 0xCD;

    public int Random(DmaBuffer into)
    {
        var address = new PhysAddr((ulong)into.Pointer);
        int error = enclave.Execute(GetRandom, address); //! HAL1015
        if (error != 0)
        {
            Log.Info("the enclave refused");
        }

        return error;
    }
}
