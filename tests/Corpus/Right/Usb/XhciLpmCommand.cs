using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "xhci: Free the command allocated for setting LPM if we return early": the input context is owned by a using,
// which the early return ends too.
public sealed unsafe class LinkPower<THal>(Mailbox commands, bool[] slotInUse)
    where THal : struct, IHal
{
    private const uint EvaluateContext = 13;

    public int SetMaxExitLatency(int slot, ushort microseconds)
    {
        using var context = new Dma<THal>(1, BufferDirection.Both);
        uint* words = context.Pointer<uint>(0);
        words[1] = 1;
        if (!slotInUse[slot])
        {
            return 0;
        }

        words[9] = microseconds;
        int status = commands.Execute(EvaluateContext, context.Paddr);
        if (status != 0)
        {
            Log.Info("evaluate context failed");
        }

        return status;
    }

    public void SetAll(ushort microseconds)
    {
        for (int slot = 1; slot < slotInUse.Length; slot++)
        {
            _ = SetMaxExitLatency(slot, microseconds);
        }
    }
}
