using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[xhci] Fix length of allocated slot array": the array has an entry for each slot and none for slot 0, and the
// last entry lies behind its page.
public sealed unsafe class DeviceContextArray<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Slots = 512;

    public bool Probe(PhysAddr scratchpad)
    {
        using var contexts = new Dma<THal>(HalConstants.PagesFor(Slots * sizeof(ulong)), BufferDirection.Both);
        ulong* entries = contexts.Pointer<ulong>(0);
        entries[0] = scratchpad.Value;
        entries[Slots] = 0; //! HAL2009
        controller.Program(contexts.Paddr, (Slots + 1) * sizeof(ulong));
        controller.Kick();
        bool running = controller.Wait(100);
        controller.Reset();
        if (!running)
        {
            Log.Info("the controller does not run");
        }

        return running && controller.Status == 0;
    }
}
