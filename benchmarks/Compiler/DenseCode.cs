using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Hal.Benchmarks;

/// <summary>Code in which every method uses the HAL, rightly, in the ways that drivers do.</summary>
internal static class DenseCode
{
    private const int MethodsInFile = 50;

    /// <summary>So many methods, in files of 50.</summary>
    public static IEnumerable<(string Path, string Text)> Methods(int count) =>
        Enumerable.Range(0, (count + MethodsInFile - 1) / MethodsInFile).Select(file => ($"Dense{file}.cs", File(file, count)));

    /// <summary>One method of so many statements.</summary>
    public static IEnumerable<(string Path, string Text)> OneMethod(int statements)
    {
        var text = Start("Long");
        text.Append("    public int Work(DmaBuffer request, DmaBuffer response, bool retry, int value)\n    {\n        int sum = value;\n");

        // A share, an unshare, and statements of an ordinary method between them; 10 statements a group.
        for (int i = 0; i < statements / 10; i++)
        {
            text.Append($$"""
                        PhysAddr paddr{{i}} = THal.Share(request, BufferDirection.DriverToDevice);
                        Submit(paddr{{i}});
                        sum += {{i}};
                        int local{{i}} = sum;
                        if (retry)
                        {
                            sum += local{{i}};
                        }

                        sum ^= value;
                        sum -= local{{i}} / 3;
                        value = sum;
                        THal.Unshare(paddr{{i}}, request, BufferDirection.DriverToDevice);

                """);
        }

        text.Append("        return sum;\n    }\n}\n");
        yield return ("Long.cs", text.ToString());
    }

    private static string File(int file, int count)
    {
        StringBuilder text = Start($"Dense{file}");
        for (int i = file * MethodsInFile; i < (file + 1) * MethodsInFile && i < count; i++)
        {
            text.Append((i % 5) switch
            {
                0 => $$"""
                        public int Read{{i}}(DmaBuffer request, DmaBuffer response)
                        {
                            PhysAddr first = THal.Share(request, BufferDirection.DriverToDevice);
                            PhysAddr second = THal.Share(response, BufferDirection.DeviceToDriver);
                            Submit(first);
                            Submit(second);
                            int written = Wait({{i}});
                            THal.Unshare(second, response, BufferDirection.DeviceToDriver);
                            THal.Unshare(first, request, BufferDirection.DriverToDevice);
                            return written;
                        }

                    """,
                1 => $$"""
                        public bool TryWrite{{i}}(DmaBuffer data, int attempts)
                        {
                            PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice);
                            try
                            {
                                for (int attempt = 0; attempt < attempts; attempt++)
                                {
                                    Submit(paddr);
                                    if (Wait(attempt) > 0)
                                    {
                                        return true;
                                    }
                                }

                                return false;
                            }
                            finally
                            {
                                THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
                            }
                        }

                    """,
                2 => $$"""
                        public int Probe{{i}}()
                        {
                            using var queue = new Dma<THal>(2, BufferDirection.Both);
                            *queue.Vaddr(0) = 1;
                            Submit(queue.PaddrAt(64));
                            return Wait((int)queue.Length);
                        }

                    """,
                3 => $$"""
                        public void Send{{i}}(DmaBuffer packet)
                        {
                            using var scope = new SharedScope<THal>(packet, BufferDirection.DriverToDevice);
                            Submit(scope.Paddr);
                            Wait({{i}});
                        }

                    """,
                _ => $$"""
                        public int Allocate{{i}}(bool small)
                        {
                            nuint pages = small ? 1u : 4u;
                            var (paddr, vaddr) = THal.DmaAlloc(pages, BufferDirection.Both);
                            if (paddr == default)
                            {
                                return -1;
                            }

                            Submit(paddr);
                            return THal.DmaDealloc(paddr, vaddr, pages);
                        }

                    """,
            });
        }

        return text.Append("}\n").ToString();
    }

    private static StringBuilder Start(string name) => new($$"""
        using Hal;

        namespace Measured;

        public unsafe class {{name}}<THal>
            where THal : struct, IHal
        {
            private static PhysAddr s_last;

            private static void Submit(PhysAddr paddr) => s_last = paddr;

            private static int Wait(int ticket) => ticket + (int)s_last.Value;


        """);
}
