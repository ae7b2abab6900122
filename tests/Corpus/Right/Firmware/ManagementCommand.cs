using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Commands of a management firmware: input and output page, allocated for the command.</summary>
public sealed unsafe class MailboxCommand<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public bool TryQuery<TInput, TOutput>(uint opcode, in TInput input, out TOutput output)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        output = default;
        DmaAllocation request = THal.DmaAlloc(HalConstants.PagesFor((nuint)sizeof(TInput)), DriverToDevice);
        if (request.Paddr == default)
        {
            return false;
        }

        bool good = false;
        DmaAllocation reply = THal.DmaAlloc(HalConstants.PagesFor((nuint)sizeof(TOutput)), DeviceToDriver);
        if (reply.Paddr != default)
        {
            *(TInput*)request.Vaddr = input;
            good = mailbox.Execute(opcode, request.Paddr, reply.Paddr) == 0;
            if (good)
            {
                output = *(TOutput*)reply.Vaddr;
            }

            Check(THal.DmaDealloc(reply.Paddr, reply.Vaddr, HalConstants.PagesFor((nuint)sizeof(TOutput))));
        }

        Check(THal.DmaDealloc(request.Paddr, request.Vaddr, HalConstants.PagesFor((nuint)sizeof(TInput))));
        return good;

        static void Check(int status)
        {
            if (status != 0)
            {
                throw new DmaException($"a mailbox page was not given back: {status}");
            }
        }
    }
}
