using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (UfsPassThruDxe): the response is read before Retire takes the memory over.
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
        byte result = response[6];
        Retire(list);
        return result;
    }

    private void Retire([TransfersOwnership] Dma<THal> memory)
    {
        ufs.Reset();
        memory.Dispose();
    }
}
