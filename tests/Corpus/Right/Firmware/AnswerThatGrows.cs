using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The firmware says how large its answer is; the second try has a buffer of that size.</summary>
public sealed class GrowingQuery<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public unsafe byte[] Query(uint opcode, ReadOnlySpan<byte> argument)
    {
        using var input = new Dma<THal>(HalConstants.PagesFor((nuint)Math.Max(argument.Length, 1)), BufferDirection.DriverToDevice);
        argument.CopyTo(input.AsSpan());
        nuint pages = 1;
        while (true)
        {
            DmaAllocation answer = THal.DmaAlloc(pages, BufferDirection.DeviceToDriver);
            if (answer.Paddr == default)
            {
                throw new DmaException($"No memory for an answer of {pages} pages.");
            }

            int error = mailbox.Execute(opcode, input.Paddr, answer.Paddr);
            uint length = *(uint*)answer.Vaddr;
            byte[]? result = null;
            nuint capacity = pages * HalConstants.PageSize - sizeof(uint);
            if (error == 0 && length <= capacity)
            {
                result = new ReadOnlySpan<byte>(answer.Vaddr + sizeof(uint), (int)length).ToArray();
            }

            int status = THal.DmaDealloc(answer.Paddr, answer.Vaddr, pages);
            if (status != 0)
            {
                throw new DmaException($"The answer was not given back: {status}.");
            }

            if (result is not null)
            {
                return result;
            }

            if (error != 0 || length > 1 << 20)
            {
                throw new DeviceException($"The firmware answered {error}, {length} bytes.");
            }

            pages = HalConstants.PagesFor(length + sizeof(uint));
        }
    }
}
