using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (UfsPassThruDxe): Retire takes the memory over, and the caller reads the response behind it.
internal sealed unsafe class TransferRequest<THal>(Device ufs)
    where THal : struct, IHal
{
    private const int Response = 1024;

    public byte Query(byte opcode)
    {
        var list = new Dma<THal>(1, Both);
        byte* request = list.Vaddr(0);
        request[0] = opcode;
        ufs.Program(list.Paddr, 2048);
        if (!ufs.Wait(1000))
        {
            Retire(list);
            return 0xff;
        }

        byte* response = list.Vaddr(Response);
        Retire(list);
        return response[6]; //! HAL2008
    }

    private void Retire([TransfersOwnership] Dma<THal> memory)
    {
        ufs.Reset();
        memory.Dispose();
    }
}
